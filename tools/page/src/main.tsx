// The page of `colophon serve`: what the API answers, for people.
import { render } from "preact";
import { followLinks } from "./address";
import { App } from "./app";
import { initialTheme, showTheme } from "./theme";
import { takeToken } from "./token";

takeToken();
showTheme(initialTheme());
followLinks();
render(<App />, document.getElementById("page") as HTMLElement);
