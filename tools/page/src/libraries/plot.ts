// The marks of Observable Plot that charts.tsx draws with, loaded when a chart is to be seen.
export { axisX, axisY, barX, dot, gridX, gridY, plot, text, tip, pointer } from "@observablehq/plot";
