// Writing needs a token: asked for where one is missing or not taken.
import { useState } from "preact/hooks";
import { ApiError } from "../api";
import { useWords } from "../language";
import { setToken, token } from "../token";

export function needsToken(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 401 || error.status === 403);
}

export function TokenForm({ onToken }: { onToken: () => void }) {
  const { t } = useWords();
  const [written, setWritten] = useState(token());
  return (
    <form
      class="token"
      onSubmit={(event) => {
        event.preventDefault();
        setToken(written.trim());
        onToken();
      }}
    >
      <p>{t("token.why")}</p>
      <label>
        {t("token.token")} <input type="password" name="token" value={written} autocomplete="off" onInput={(event) => setWritten(event.currentTarget.value)} />
      </label>
      <button type="submit">{t("token.use")}</button>
    </form>
  );
}
