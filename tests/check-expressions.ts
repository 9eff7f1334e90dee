import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyse } from 'scslre';
import ts from 'typescript';

// Part of `npm run check`: no expression of the program takes more than linear time, on any text. Where its text is
// short anyway, a comment `// bounded: why` on its line, or on the one before, says so.

const ROOT = join(import.meta.dirname, '..');
const EXEMPTION = /\/\/ bounded: \S/;

export type SlowExpression = { readonly line: number; readonly source: string };

/** The expressions of a file's text that take more than linear time and are not exempt. */
export function listSlowExpressions(text: string): SlowExpression[] {
  const file = ts.createSourceFile('', text, ts.ScriptTarget.Latest, true);
  const lines = text.split('\n');
  const slow: SlowExpression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line;
      const isExempt = [lines[line - 1], lines[line]].some((near) => EXEMPTION.test(near ?? ''));
      if (!isExempt && isSlow(node.text)) slow.push({ line: line + 1, source: node.text });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return slow;
}

function isSlow(literal: string): boolean {
  const end = literal.lastIndexOf('/');
  const { reports } = analyse(
    { source: literal.slice(1, end), flags: literal.slice(end + 1) },
    // Of what can match at every place of the text, only that counts which can also fail there.
    { reportTypes: { Move: true, Self: true, Trade: true }, assumeRejectingSuffix: false },
  );
  return reports.length > 0;
}

if (import.meta.main) {
  const paths = globSync(['src/**/*.ts', 'commands/**/*.ts'], { cwd: ROOT }).sort();
  const found = paths.flatMap((path) =>
    listSlowExpressions(readFileSync(join(ROOT, path), 'utf8')).map(
      ({ line, source }) => `${path}:${line}: takes more than linear time on some texts: ${source}`,
    ),
  );
  for (const line of found) console.error(line);
  if (found.length > 0) process.exitCode = 1;
}
