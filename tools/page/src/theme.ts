// Light or dark: the visitor's choice, else the system's. The choice is an attribute of <html> that style/tokens.css reads.
export type Theme = "light" | "dark";

const name = "colophon.theme";
const system = matchMedia("(prefers-color-scheme: dark)");

export function initialTheme(): Theme {
  const chosen = localStorage.getItem(name);
  if (chosen === "light" || chosen === "dark") return chosen;
  return system.matches ? "dark" : "light";
}

export function showTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
}

export function keepTheme(theme: Theme): void {
  localStorage.setItem(name, theme);
}

// Calls back when the system changes and nothing was chosen.
export function onSystemTheme(changed: (theme: Theme) => void): () => void {
  const listen = () => {
    if (!localStorage.getItem(name)) changed(initialTheme());
  };
  system.addEventListener("change", listen);
  return () => system.removeEventListener("change", listen);
}
