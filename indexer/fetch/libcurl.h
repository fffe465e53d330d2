// libcurl, loaded when the first address is fetched. It brings two dozen libraries (TLS, Kerberos, LDAP ...), which the
// dynamic linker would otherwise load and bind before any command, also one that never fetches: a fifth of the time
// that answering a question takes from the shell.
#pragma once

#include <curl/curl.h>

namespace colophon::fetch {

struct Libcurl {
  decltype(&::curl_global_init) global_init;
  decltype(&::curl_easy_init) easy_init;
  decltype(&::curl_easy_cleanup) easy_cleanup;
  decltype(&::curl_easy_setopt) easy_setopt;
  decltype(&::curl_easy_getinfo) easy_getinfo;
  decltype(&::curl_easy_perform) easy_perform;
  decltype(&::curl_easy_strerror) easy_strerror;
  decltype(&::curl_slist_append) slist_append;
  decltype(&::curl_slist_free_all) slist_free_all;
};

// Thread-safe. Throws schema::Error(input) where libcurl is not installed.
const Libcurl& libcurl();

}  // namespace colophon::fetch
