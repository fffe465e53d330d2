// Puts reports into the knowledge base: files dropped or chosen, or an arXiv number; each with how it goes.
import { useRef, useState } from "preact/hooks";
import { reportPath } from "../address";
import { type ApiError } from "../api";
import { useDropped } from "../dropped";
import { type StringKey, useWords } from "../language";
import type { JobEvent } from "../shapes";
import { token } from "../token";
import { type Job, arxivAddress, follow, sendAddress, sendFile } from "../uploads";
import { TokenForm, needsToken } from "./token_form";

interface Upload {
  name: string;
  start: () => Promise<Job>;
  event: JobEvent | { event: "sending" };
  key?: string;
}

const formats = ".pdf,.md,.markdown,.html,.htm,.tex,.zip,.gz,.tgz,.docx,.txt,.json";

export function Uploader({ onDone }: { onDone: () => void }) {
  const { t } = useWords();
  const [uploads, setUploads] = useState<Upload[]>([]);
  const [refused, setRefused] = useState(false);
  const [wrong, setWrong] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const waiting = useRef<Upload[]>([]);

  const change = (upload: Upload, to: Partial<Upload>) => setUploads((all) => all.map((one) => (one.name === upload.name ? { ...one, ...to } : one)));

  const run = async (upload: Upload) => {
    change(upload, { event: { event: "sending" } });
    try {
      await follow(await upload.start(), (event) => change(upload, event.key ? { event, key: event.key } : { event }));
      onDone();
    } catch (error) {
      if (needsToken(error)) {
        waiting.current.push(upload);
        setRefused(true);
      }
      const { message, hint } = error as ApiError;
      change(upload, { event: { event: "failed", message, hint } });
    }
  };

  const add = (more: Upload[]) => {
    setUploads((all) => [...all.filter((one) => !more.some((other) => other.name === one.name)), ...more]);
    if (!token() && refused) waiting.current.push(...more);
    else for (const upload of more) void run(upload);
  };
  const addFiles = (files: Iterable<File>) => add([...files].map((file) => ({ name: file.name, start: () => sendFile(file), event: { event: "sending" } })));

  const addAddress = (address: string) => add([{ name: address, start: () => sendAddress(address), event: { event: "sending" } }]);
  useDropped(({ files, addresses }) => {
    addFiles(files);
    addresses.forEach(addAddress);
  });

  const step = (upload: Upload) => {
    const { event } = upload;
    if (event.event === "failed") return [event.message, event.hint].filter(Boolean).join("; ");
    return t(`upload.${event.event}` as StringKey);
  };
  return (
    <section class="uploader">
      <p>
        <button type="button" onClick={() => input.current?.click()}>
          {t("upload.choose")}
        </button>{" "}
        {t("upload.drop")}
        <input ref={input} hidden type="file" name="files" multiple accept={formats} onChange={(event) => addFiles(event.currentTarget.files ?? [])} />
      </p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const field = event.currentTarget.elements.namedItem("arxiv") as HTMLInputElement;
          const address = arxivAddress(field.value);
          setWrong(address === null);
          if (!address) return;
          field.value = "";
          addAddress(address);
        }}
      >
        <label>
          {t("upload.arxiv")} <input name="arxiv" placeholder="2412.19437" autocomplete="off" aria-invalid={wrong} aria-describedby={wrong ? "arxiv-wrong" : undefined} />
        </label>
        <button type="submit">{t("upload.fetch")}</button>
        {wrong && (
          <span id="arxiv-wrong" role="alert">
            {t("upload.no_arxiv")}
          </span>
        )}
      </form>
      {refused && (
        <TokenForm
          onToken={() => {
            setRefused(false);
            for (const upload of waiting.current.splice(0)) void run(upload);
          }}
        />
      )}
      <ul class="uploads" aria-live="polite">
        {uploads.map((upload) => (
          <li key={upload.name} class={upload.event.event}>
            {upload.key ? <a href={reportPath(upload.key)}>{upload.name}</a> : upload.name} <span class="step">{step(upload)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
