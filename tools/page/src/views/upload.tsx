import { useState } from "preact/hooks";
import { useWords } from "../language";
import { Uploader } from "../parts/uploader";
import { ReportTable } from "./reports";

export function UploadView() {
  const { t } = useWords();
  const [done, setDone] = useState(0);
  return (
    <article class="view">
      <h1>{t("upload.title")}</h1>
      <Uploader onDone={() => setDone((before) => before + 1)} />
      <h2 class="part">{t("reports.title")}</h2>
      <ReportTable where="" again={done} />
    </article>
  );
}
