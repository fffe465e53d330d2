// Reports on their way into the knowledge base: sent, then followed by server-sent events until they are done.
import { forget, getStream, send, urlOf } from "./api";
import type { JobEvent } from "./shapes";

export interface Job {
  id: string;
}

export function sendFile(file: File): Promise<Job> {
  return send<Job>("POST", urlOf("/reports", { name: file.name }), file, "application/octet-stream");
}

export function sendAddress(address: string): Promise<Job> {
  return send<Job>("POST", urlOf("/reports"), JSON.stringify({ fetch: address }));
}

// "2412.19437", "https://arxiv.org/abs/2412.19437" -> "arxiv:2412.19437"; a version stays ("v2"); null for anything else.
export function arxivAddress(text: string): string | null {
  const number = /(?:^|[:/\s])(\d{4}\.\d{4,5}(?:v\d+)?)(?:\.pdf)?$/.exec(text.trim())?.[1];
  return number ? `arxiv:${number}` : null;
}

// The events of a stream, as far as it is whole; the rest is for the next time.
export function eventsOf(text: string): { events: JobEvent[]; rest: string } {
  const parts = text.split(/\r?\n\r?\n/);
  const rest = parts.pop() ?? "";
  const events: JobEvent[] = [];
  for (const part of parts) {
    const data = part
      .split(/\r?\n/)
      .filter((line) => line.startsWith("data:"))
      .map((line) => line.slice(5).trimStart())
      .join("\n");
    if (data) events.push(JSON.parse(data) as JobEvent);
  }
  return { events, rest };
}

// Calls back for each event; ends after the last. EventSource would do but for the token, which it cannot send.
export async function follow(job: Job, seen: (event: JobEvent) => void): Promise<void> {
  const reader = (await getStream(urlOf(`/jobs/${encodeURIComponent(job.id)}/events`))).getReader();
  for (let rest = ""; ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    const read = eventsOf(rest + value);
    rest = read.rest;
    read.events.forEach(seen);
  }
  forget();
}
