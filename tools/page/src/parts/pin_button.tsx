import { useWords } from "../language";
import { usePins } from "./pins";

export function PinButton({ model }: { model: string }) {
  const { t } = useWords();
  const [pinned, toggle] = usePins();
  const on = pinned.includes(model);
  return (
    <button type="button" class="pin" aria-pressed={on} onClick={() => toggle(model)} title={t(on ? "pin.remove" : "pin.add", { model })} aria-label={t(on ? "pin.remove" : "pin.add", { model })}>
      {on ? "−" : "+"}
    </button>
  );
}
