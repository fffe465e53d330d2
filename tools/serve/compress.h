// gzip for answers. httplib would do it too, but where a client takes brotli as well (every browser) it compresses at
// brotli's highest quality, some 1 MB/s.
#pragma once

#include <string>
#include <string_view>

namespace colophon::serve {

// Whether an Accept-Encoding header takes gzip: "gzip, deflate", "*;q=0.5", not "gzip;q=0".
bool takes_gzip(std::string_view accept_encoding);
// Whether bytes of this media type get smaller.
bool compressible(std::string_view media_type);
std::string gzip(std::string_view bytes);

}  // namespace colophon::serve
