/**
 * Breaks text into lines.
 *
 * @param width The most characters in a line, indentation included. A word that is longer is broken: an id that runs out of
 *   the window is harder to read than one on two lines.
 * @param indent What stands before the first line, and, blank and of the same length, before the others.
 */
export function wrap(text: string, width: number, indent = ""): string[] {
  const room = Math.max(width - indent.length, 10);
  const lines = text.split("\n").flatMap((paragraph) => fill(paragraph, room));
  return lines.map((line, index) => `${index === 0 ? indent : " ".repeat(indent.length)}${line}`.trimEnd());
}

function fill(paragraph: string, room: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of paragraph.split(/\s+/u).filter((part) => part !== "")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (longer.length <= room) {
      line = longer;
      continue;
    }
    if (line !== "") {
      lines.push(line);
    }
    line = word;
    while (line.length > room) {
      lines.push(line.slice(0, room));
      line = line.slice(room);
    }
  }
  return [...lines, line];
}
