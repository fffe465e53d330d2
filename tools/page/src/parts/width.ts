import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";

// How wide an element is drawn, in whole CSS pixels, kept up to date; 0 until it is known.
export function useWidth(element: RefObject<Element | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => entry && setWidth(Math.round(entry.contentRect.width)));
    if (element.current) observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return width;
}
