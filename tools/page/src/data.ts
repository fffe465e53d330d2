// What views ask the API for, as state: nothing yet, the answer, or what went wrong.
import { useEffect, useState } from "preact/hooks";
import { type ApiError, get, urlOf } from "./api";
import type { Checklist, Item } from "./shapes";

export interface Loaded<T> {
  data: T | null;
  error: ApiError | null;
  loading: boolean;
}

// Runs `load` again when `key` changes; null asks for nothing. The last answer stays until the next one is there.
export function useLoaded<T>(key: string | null, load: (key: string) => Promise<T>, again = 0): Loaded<T> {
  const [state, setState] = useState<Loaded<T>>({ data: null, error: null, loading: key !== null });
  useEffect(() => {
    if (key === null) {
      setState({ data: null, error: null, loading: false });
      return;
    }
    let wanted = true;
    setState((before) => ({ ...before, error: null, loading: true }));
    load(key).then(
      (data) => wanted && setState({ data, error: null, loading: false }),
      (error: ApiError) => wanted && setState({ data: null, error, loading: false }),
    );
    return () => {
      wanted = false;
    };
  }, [key, again]);
  return state;
}

export function useAnswer<T>(url: string | null, again = 0): Loaded<T> {
  return useLoaded<T>(url, get, again);
}

export function useChecklist(): Checklist | null {
  return useAnswer<Checklist>(urlOf("/checklist")).data;
}

// An item of the checklist by its id.
export function useItems(): (id: string) => Item | undefined {
  const checklist = useChecklist();
  return (id) => checklist?.sections.flatMap((section) => section.items).find((item) => item.id === id);
}
