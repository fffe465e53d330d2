#include "indexer/fetch/libcurl.h"

#include <dlfcn.h>

#include "schema/error.h"

namespace colophon::fetch {
namespace {

// The name that programs linked with libcurl 7.16.4 to 8 ask the dynamic linker for.
constexpr const char* file_name = "libcurl.so.4";

template <typename Function>
void bind(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(::dlsym(library, name));
  if (function == nullptr) {
    throw schema::Error(schema::Error::Kind::input, std::string(file_name) + ": has no " + name + "; install libcurl4");
  }
}

Libcurl load() {
  void* library = ::dlopen(file_name, RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) {
    throw schema::Error(schema::Error::Kind::input,
                        std::string(file_name) + ": cannot be loaded; install libcurl4 to fetch");
  }
  Libcurl curl{};
  bind(library, "curl_global_init", curl.global_init);
  bind(library, "curl_easy_init", curl.easy_init);
  bind(library, "curl_easy_cleanup", curl.easy_cleanup);
  bind(library, "curl_easy_setopt", curl.easy_setopt);
  bind(library, "curl_easy_getinfo", curl.easy_getinfo);
  bind(library, "curl_easy_perform", curl.easy_perform);
  bind(library, "curl_easy_strerror", curl.easy_strerror);
  bind(library, "curl_slist_append", curl.slist_append);
  bind(library, "curl_slist_free_all", curl.slist_free_all);
  return curl;
}

}  // namespace

const Libcurl& libcurl() {
  static const Libcurl loaded = load();
  return loaded;
}

}  // namespace colophon::fetch
