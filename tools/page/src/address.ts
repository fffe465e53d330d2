// Addresses: every view has one, and what it shows is in it. The API uses the same paths with ".json" behind them.
import { useEffect, useState } from "preact/hooks";

export interface Address {
  path: string; // "/compare"
  query: URLSearchParams;
}

type Params = Record<string, string | number | boolean | readonly string[] | null | undefined>;

// The address with some parameters set anew: empty values are left out, a list repeats its name.
function changedAddress({ path, query }: Address, params: Params): string {
  for (const [name, value] of Object.entries(params)) {
    query.delete(name);
    if (value === undefined || value === null || value === "" || value === false) continue;
    for (const one of Array.isArray(value) ? value : [value]) query.append(name, String(one));
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

// The address of a view.
export function addressOf(path: string, params: Params = {}): string {
  return changedAddress({ path, query: new URLSearchParams() }, params);
}

// The path of a report, its view's and the API's: slashes of its key stand as they are.
export function reportPath(key: string): string {
  return `/reports/${key.split("/").map(encodeURIComponent).join("/")}`;
}

// The key in such a path; null where the path is another's, or no text is encoded so.
export function reportKeyOf(path: string): string | null {
  const key = /^\/reports\/(.+)$/.exec(path)?.[1];
  try {
    return key ? decodeURIComponent(key) : null;
  } catch {
    return null;
  }
}

function currentAddress(): Address {
  return { path: location.pathname, query: new URLSearchParams(location.search) };
}

const changed = new EventTarget();

// Shows another view. `replace` is for what the back button should not stop at: a sort order, a filter being typed.
export function go(address: string, { replace = false } = {}): void {
  if (address === location.pathname + location.search + location.hash) return;
  const samePath = new URL(address, location.href).pathname === location.pathname;
  if (replace) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
  changed.dispatchEvent(new Event("change"));
  if (!samePath) window.scrollTo(0, 0);
}

// The present view with some parameters changed.
export function here(params: Params): string {
  return changedAddress(currentAddress(), params);
}

export function useAddress(): Address {
  const [address, setAddress] = useState(currentAddress);
  useEffect(() => {
    const update = () => setAddress(currentAddress());
    window.addEventListener("popstate", update);
    changed.addEventListener("change", update);
    return () => {
      window.removeEventListener("popstate", update);
      changed.removeEventListener("change", update);
    };
  }, []);
  return address;
}

// Makes links within the page change the view without loading the page again.
export function followLinks(): void {
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element).closest?.("a");
    // A link within a drawing has its address elsewhere than one of HTML.
    const address = link?.getAttribute("href") ?? link?.getAttributeNS("http://www.w3.org/1999/xlink", "href");
    if (!link || !address || link.hasAttribute("target") || link.hasAttribute("download")) return;
    const url = new URL(address, location.href);
    if (url.origin !== location.origin || url.pathname.startsWith("/api/")) return;
    if (url.pathname === location.pathname && url.hash) return;
    event.preventDefault();
    go(url.pathname + url.search + url.hash);
  });
}
