import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { HeatPart } from '../events/coverage-heat.ts';
import { readFileIfThere } from '../files/atomic-file.ts';
import { openIndexReader } from '../index/database.ts';
import { KnownRecords } from '../index/known-records.ts';
import type { Item } from '../ingest/read/item.ts';
import { composeFields } from '../ingest/write/compose-record.ts';
import { COVERAGE_MAX_AGE_MS, PUBLISHED_MIN_HEAT, rateHeat, toCoverage } from '../ingest/write/heat.ts';
import { IngestState, type StoryEntry } from '../ingest/write/ingest-state.ts';
import { KnownEntries } from '../ingest/write/known-entries.ts';
import { Events } from '../ingest/write/placement.ts';
import { findFieldChanges } from '../records/record-fields.ts';
import { readRecordFields } from '../records/record-text.ts';
import { articleIdOf } from '../story/article-key.ts';
import { RECORD_MAX_BYTES } from '../story/front-matter.ts';
import { hashLink } from '../story/links.ts';
import { listCanonicalLinks } from '../story/page-entry.ts';
import { type CommandIo, formatMinute, printJson, printLine, printNotice, printTable } from '../terminal.ts';

/** Prints of what an article's quality and heat are made. @returns the exit code: 1 when ingest does not know it */
export async function explainHeat(
  target: string,
  { json }: { json?: boolean },
  config: Config,
  io: CommandIo,
): Promise<number> {
  const state = await IngestState.open(config.stateUrl);
  try {
    const entry = findEntry(target, state);
    if (entry === undefined) {
      printNotice(io, `no source has brought this article: ${JSON.stringify(target)}`);
      return 1;
    }
    const lead = entry.leadId === null ? entry : (state.entries.get(entry.leadId) ?? entry);
    const coverage = listCoverage(lead, state, config);
    const report = rateHeat(lead.item, coverage.map(toCoverage));
    const file =
      lead.path === null ? null : readFileIfThere(join(config.contentDir, lead.path), RECORD_MAX_BYTES);
    const present = file === null ? null : readRecordFields(file);
    const known = [lead.written ?? {}, lead.pending ?? {}];
    const personKeys =
      present === null ? [] : findFieldChanges(composeFields(lead.item, coverage), present, known).personKeys;
    if (json) {
      const { title, link } = lead.item;
      const listedUnder = lead === entry ? null : lead.item.link;
      printJson(io, {
        title,
        link,
        listedUnder,
        ...report,
        path: lead.path,
        isFileThere: file !== null,
        personKeys,
      });
      return 0;
    }
    const { title, provider, publishedAtMs } = entry.item;
    printLine(io, `${title} (${provider.name}, ${formatMinute(publishedAtMs)}, from ${entry.sourceName})`);
    if (lead !== entry) printLine(io, `is listed under: ${lead.item.title} (${lead.item.provider.name})`);
    const published = report.isPublished ? 'published' : `held back below ${PUBLISHED_MIN_HEAT}`;
    printTable(io, [
      ['quality', String(report.quality), ...formatParts(report.qualityParts)],
      ['coverage', String(Math.round(sum(report.coverageParts))), ...formatParts(report.coverageParts)],
      ['heat', String(report.heat), published],
      [
        'record',
        '',
        file === null ? `${lead.path ?? 'none'} (gone: it is not written again)` : (lead.path ?? ''),
      ],
    ]);
    if (personKeys.length > 0) printLine(io, `kept as a person left them: ${personKeys.join(', ')}`);
    return 0;
  } finally {
    await state.close();
  }
}

/** With what is in the library by hand or from git sources, as far as it has been read. */
function listCoverage(lead: StoryEntry, state: IngestState, { libraryPath }: Config): readonly Item[] {
  const events = new Events(state.entries);
  const atMs = lead.item.publishedAtMs;
  if (existsSync(libraryPath)) {
    const database = openIndexReader(libraryPath);
    try {
      const span = [atMs - COVERAGE_MAX_AGE_MS, atMs + COVERAGE_MAX_AGE_MS] as const;
      const others = new KnownRecords(database).listShown(...span, (id) => state.entries.has(id));
      if (others.length > 0) events.fill(atMs + COVERAGE_MAX_AGE_MS, others);
    } finally {
      database.close();
    }
  }
  return events.coverageOf(lead.id);
}

function findEntry(target: string, state: IngestState): StoryEntry | undefined {
  const links = listCanonicalLinks(target);
  const known = new KnownEntries(state.entries);
  const byLink = links.flatMap((link) => known.find(hashLink(link), articleIdOf(link)) ?? [])[0];
  return (
    byLink ??
    state.entries.get(target) ??
    [...state.entries.values()].find(({ path }) => path !== null && target.endsWith(path))
  );
}

function formatParts(parts: readonly HeatPart[]): string[] {
  const texts = parts.map(({ label, points }, index) => {
    const amount = Number.isInteger(points) ? Math.abs(points) : Math.abs(points).toFixed(1);
    return `${index === 0 ? '' : points < 0 ? '- ' : '+ '}${index === 0 && points < 0 ? '-' : ''}${amount} ${label}`;
  });
  return [texts.join(' ') || 'no other outlet'];
}

function sum(parts: readonly HeatPart[]): number {
  return parts.reduce((total, { points }) => total + points, 0);
}
