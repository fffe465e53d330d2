// The marks of Observable Plot that charts.tsx draws with, loaded when a chart is to be seen.
export { dot, gridX, gridY, plot, text } from "@observablehq/plot";
