#include "tools/serve/random_text.h"

#include <openssl/rand.h>

#include "schema/error.h"
#include "store/digest.h"

namespace colophon::serve {

std::string random_text(size_t bytes) {
  std::string random(bytes, '\0');
  if (RAND_bytes(reinterpret_cast<unsigned char*>(random.data()), static_cast<int>(random.size())) != 1) {
    throw schema::Error(schema::Error::Kind::storage, "the system gives no random bytes; try again");
  }
  return store::hexadecimal(random);
}

}  // namespace colophon::serve
