// The API of `colophon serve`. Answers are kept until something is written: going back is instant.
import { addressOf } from "./address";
import { token } from "./token";

export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly hint: string,
  ) {
    super(message);
  }
}

const root = "/api/v1";
const kept = new Map<string, Promise<unknown>>();
const limit_kept = 200;

async function failure(response: Response): Promise<ApiError> {
  try {
    const { error } = (await response.json()) as { error: { message: string; hint: string } };
    return new ApiError(response.status, error.message, error.hint);
  } catch {
    return new ApiError(response.status, `${response.status} ${response.statusText}`, "");
  }
}

export function headers(): HeadersInit {
  const known = token();
  return known ? { Authorization: `Bearer ${known}` } : {};
}

async function request(url: string, init: RequestInit = {}): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { ...init, headers: { ...headers(), ...init.headers } });
  } catch {
    throw new ApiError(0, "no answer from the server", "is `colophon serve` running?");
  }
  if (!response.ok) throw await failure(response);
  return response;
}

export function urlOf(path: string, params: Parameters<typeof addressOf>[1] = {}): string {
  return addressOf(root + path, params);
}

// GET, parsed. Throws ApiError.
export function get<T>(url: string): Promise<T> {
  const had = kept.get(url);
  if (had) return had as Promise<T>;
  const asked = request(url).then((response) => response.json() as Promise<T>);
  kept.set(url, asked);
  if (kept.size > limit_kept) kept.delete(kept.keys().next().value as string);
  asked.catch(() => kept.delete(url));
  return asked;
}

// All pages of a list: what `name` holds, joined.
export async function getAll<T>(path: string, name: string, params: Parameters<typeof addressOf>[1] = {}): Promise<T[]> {
  const all: T[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const page: Record<string, unknown> = await get(urlOf(path, { ...params, limit: 1000, cursor }));
    all.push(...(page[name] as T[]));
    cursor = (page.next as string | null | undefined) ?? null;
  }
  return all;
}

// The text of an answer as it comes, to its end.
export async function getStream(url: string): Promise<ReadableStream<string>> {
  const { body } = await request(url);
  if (!body) throw new ApiError(0, "an answer without a body", "");
  return body.pipeThrough(new TextDecoderStream());
}

// Any write. What was kept may no longer hold.
export async function send<T>(method: string, url: string, body?: BodyInit, type = "application/json"): Promise<T> {
  const response = await request(url, { method, body, headers: body === undefined ? {} : { "Content-Type": type } });
  kept.clear();
  const text = await response.text();
  return (text ? JSON.parse(text) : undefined) as T;
}

// Forgets what was answered: the base has changed.
export function forget(): void {
  kept.clear();
}
