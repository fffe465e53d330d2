// The token of `colophon token`: in the link's fragment at first (fragments are not sent), then kept for the tab.
const name = "colophon.token";

export function takeToken(): void {
  const given = new URLSearchParams(location.hash.slice(1)).get("token");
  if (!given) return;
  setToken(given);
  history.replaceState(null, "", location.pathname + location.search);
}

export function token(): string {
  return sessionStorage.getItem(name) ?? "";
}

export function setToken(value: string): void {
  if (value) sessionStorage.setItem(name, value);
  else sessionStorage.removeItem(name);
}
