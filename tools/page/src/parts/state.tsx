// What stands where an answer is not there: it is asked for, it failed, there is none.
import type { ComponentChildren } from "preact";
import { ApiError } from "../api";
import type { Loaded } from "../data";
import { useWords } from "../language";
import { TokenForm, needsToken } from "./token_form";

export function Waiting() {
  const { t } = useWords();
  return (
    <p class="waiting" role="status">
      {t("state.waiting")}
    </p>
  );
}

export function Problem({ error }: { error: Error }) {
  const { t } = useWords();
  return (
    <div class="problem" role="alert">
      <p>
        <strong>{t("state.problem")}</strong> {error.message}
      </p>
      {error instanceof ApiError && error.hint && <p>{error.hint}</p>}
      {needsToken(error) && <TokenForm onToken={() => location.reload()} />}
    </div>
  );
}

export function Nothing({ children }: { children: ComponentChildren }) {
  return <p class="nothing">{children}</p>;
}

// A list once it is there; `none` is said of an empty one.
export function Listed<T>({ loaded, none, children }: { loaded: Loaded<T[]>; none: string; children: (list: T[]) => ComponentChildren }) {
  return <Shown loaded={loaded}>{(list) => (list.length === 0 ? <Nothing>{none}</Nothing> : children(list))}</Shown>;
}

// The answer once it is there; `children` makes what is seen of it.
export function Shown<T>({ loaded, children }: { loaded: Loaded<T>; children: (data: T) => ComponentChildren }) {
  if (loaded.error) return <Problem error={loaded.error} />;
  if (!loaded.data) return <Waiting />;
  return <div class={loaded.loading ? "stale" : undefined}>{children(loaded.data)}</div>;
}
