// Models as points, drawn by Observable Plot. Each point leads to its evidence.
import { useEffect, useRef } from "preact/hooks";
import { useWidth } from "./width";

export interface Point {
  model: string;
  x: number;
  y: number;
  label: string; // for people: all that the point says
  address: string;
}

export interface Axis {
  name: string;
  time: boolean;
}

type Library = typeof import("../libraries/plot");
const library_path = "/assets/plot.js"; // loaded when a chart is to be seen
let library: Promise<Library> | null = null;

const decades = 20; // a span wider than this is drawn on a logarithmic axis

function scale(values: number[], axis: Axis) {
  if (axis.time) return { type: "utc" as const, label: axis.name };
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const logarithmic = least > 0 && most / least > decades;
  if (!logarithmic) return { type: "linear" as const, label: axis.name, nice: true };
  return { type: "log" as const, label: axis.name, tickFormat: (value: number) => short(value) };
}

// "0.3", "20", "2k", "15T".
function short(value: number): string {
  const sizes: [number, string][] = [[1e12, "T"], [1e9, "B"], [1e6, "M"], [1e3, "k"]];
  const [size, letter] = sizes.find(([one]) => value >= one) ?? [1, ""];
  return `${Number((value / size).toPrecision(3))}${letter}`;
}

// Names that would lie over another's are left out; the table below has them all.
function leaveOutOverlapping(labels: Iterable<SVGTextElement>): void {
  const taken: DOMRect[] = [];
  for (const label of labels) {
    const box = label.getBoundingClientRect();
    const free = taken.every((other) => box.right < other.left || box.left > other.right || box.bottom < other.top || box.top > other.bottom);
    if (free) taken.push(box);
    else label.setAttribute("visibility", "hidden");
  }
}

export function Chart({ points, x, y, title }: { points: Point[]; x: Axis; y: Axis; title: string }) {
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  useEffect(() => {
    if (!width) return;
    let wanted = true;
    const draw = async () => {
      library ??= import(library_path) as Promise<Library>;
      const { plot, dot, text, gridX, gridY } = await library;
      if (!wanted || !frame.current) return;
      const drawn = plot({
        width,
        height: Math.max(320, Math.min(560, width * 0.55)),
        marginLeft: 60,
        marginBottom: 45,
        insetTop: 24,
        insetBottom: 14,
        insetLeft: 40,
        insetRight: 40,
        className: "plot",
        ariaLabel: title,
        x: scale(points.map((point) => point.x), x),
        y: scale(points.map((point) => point.y), y),
        marks: [
          gridX({ strokeOpacity: 0.12 }),
          gridY({ strokeOpacity: 0.12 }),
          dot(points, { x: "x", y: "y", r: 5, fill: "currentColor", fillOpacity: 0.75, title: "label", ariaLabel: "label", href: "address" }),
          text(points, { x: "x", y: "y", text: "model", dy: -11, fontSize: 11, ariaHidden: "true" }),
        ],
      });
      // The policy allows no style but the page's own: style/chart.css has what Plot would have put here.
      for (const style of drawn.querySelectorAll("style")) style.remove();
      // A link's name stands on the link.
      for (const link of drawn.querySelectorAll("a")) link.setAttribute("aria-label", link.querySelector("[aria-label]")?.getAttribute("aria-label") ?? "");
      frame.current.replaceChildren(drawn);
      leaveOutOverlapping(drawn.querySelectorAll<SVGTextElement>("[aria-label='text'] text"));
    };
    void draw();
    return () => {
      wanted = false;
    };
  }, [points, x.name, y.name, width]);
  return <div class="chart" ref={frame} />;
}
