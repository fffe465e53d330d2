// Scrolls the panel, and nothing but the panel, so that the element stands a third down. scrollIntoView would move the
// view beside it too.
export function showInPanel(element: Element | null | undefined): void {
  const panel = element?.closest(".body");
  if (!element || !panel) return;
  const [inner, outer] = [element.getBoundingClientRect(), panel.getBoundingClientRect()];
  panel.scrollTop += inner.top - outer.top - outer.height / 3;
}
