// How sure a statement is; nothing where it is certain.
import { useWords } from "../language";

export function Confidence({ share = 1 }: { share?: number }) {
  const { t } = useWords();
  if (share >= 1) return null;
  return (
    <span class="confidence" title={t("answers.confidence")}>
      {Math.round(share * 100)}%
    </span>
  );
}
