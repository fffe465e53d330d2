// Files and links to arXiv, dropped anywhere on the page: taken by the view that shows uploads, which is gone to first
// where another one is seen.
import { useEffect, useState } from "preact/hooks";
import { go } from "./address";
import { arxivAddress } from "./uploads";

export interface Dropped {
  files: File[];
  addresses: string[]; // "arxiv:2412.19437"
}

const link_type = "text/uri-list";
const waiting: Dropped[] = [];
let take: ((dropped: Dropped) => void) | null = null;

// Hands what was dropped, before or from now on, to `taker` while the caller is seen.
export function useDropped(taker: (dropped: Dropped) => void): void {
  useEffect(() => {
    take = taker;
    for (const dropped of waiting.splice(0)) taker(dropped);
    return () => {
      if (take === taker) take = null;
    };
  });
}

function droppedIn(transfer: DataTransfer): Dropped | null {
  const files = [...transfer.files];
  const links = transfer.getData(link_type).split(/\r?\n/);
  const addresses = links.map(arxivAddress).filter((address) => address !== null);
  return files.length + addresses.length > 0 ? { files, addresses } : null;
}

// Takes drops for as long as the caller is seen; true while something is held over the page.
export function useDropTarget(): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const within = (event: DragEvent) => (event.target as Element).closest?.("input, textarea"); // fields keep what is dropped into them
    const onOver = (event: DragEvent) => {
      const types = event.dataTransfer?.types ?? [];
      if (within(event) || !(types.includes("Files") || types.includes(link_type))) return;
      event.preventDefault();
      setOver(types.includes("Files"));
    };
    const onLeave = (event: DragEvent) => {
      if (!event.relatedTarget) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      setOver(false);
      const dropped = event.dataTransfer && !within(event) && droppedIn(event.dataTransfer);
      if (!dropped) return;
      event.preventDefault();
      if (take) {
        take(dropped);
        return;
      }
      waiting.push(dropped);
      go("/upload");
    };
    document.addEventListener("dragover", onOver);
    document.addEventListener("dragleave", onLeave);
    document.addEventListener("drop", onDrop);
    return () => {
      document.removeEventListener("dragover", onOver);
      document.removeEventListener("dragleave", onLeave);
      document.removeEventListener("drop", onDrop);
    };
  }, []);
  return over;
}
