import { escapeText, histogramChart, lineChart, type Line } from './charts.ts';
import type { RunRecord, SecondRow } from './run-record.ts';
import { linesOf } from './table.ts';

const BLUE = '#2f6fdf';
const GREEN = '#2e9e6b';
const ORANGE = '#d9822b';
const RED = '#cf3f4f';
const PURPLE = '#8257c2';

const STYLE = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { max-width: 76rem; margin: 2rem auto; padding: 0 1rem; }
main { display: grid; grid-template-columns: repeat(auto-fit, minmax(22rem, 1fr)); gap: 1rem; }
svg { width: 100%; height: auto; }
table { border-collapse: collapse; margin: 1rem 0; }
th { text-align: left; font-weight: 600; padding: .15rem 1.5rem .15rem 0; vertical-align: top; }
td { padding: .15rem 0; font-variant-numeric: tabular-nums; }
figure { margin: 0; border: 1px solid color-mix(in srgb, currentColor 15%, transparent); border-radius: 8px; padding: .75rem; }
`;

/** The whole report in one file: no script, nothing fetched. */
export function htmlReport(record: RunRecord): string {
  const { options, machine } = record;
  const rows = record.rows;
  const series = (label: string, colour: string, of: (row: SecondRow) => number): Line => ({
    label,
    colour,
    points: rows.map((row) => ({ x: row.second + 1, y: of(row) })),
  });
  const common = {
    warmUntil: options.warmupSeconds,
    annotations: record.annotations.map((mark) => ({ x: mark.second, what: mark.what })),
  };
  const charts =
    rows.length === 0
      ? []
      : [
          lineChart(
            [
              series('p50', GREEN, (row) => row.p50Ms),
              series('p95', ORANGE, (row) => row.p95Ms),
              series('p99', RED, (row) => row.p99Ms),
            ],
            { title: 'Answer time', unit: 'ms, from the scheduled send', ...common },
          ),
          histogramChart(record.latency, 'Answer times', BLUE),
          lineChart(
            [
              series('sent', ORANGE, (row) => row.sent),
              series('answered', BLUE, (row) => row.answered),
              series('refused', RED, (row) => row.refused),
              series('delivered', GREEN, (row) => row.delivered),
            ],
            { title: 'Throughput', unit: 'a second', ...common },
          ),
          lineChart(
            [series('lag p50', GREEN, (row) => row.lag50Ms), series('lag p99', RED, (row) => row.lag99Ms)],
            { title: 'Delivery lag', unit: 'ms, from send to the others’ receipt', ...common },
          ),
          lineChart(
            [
              series('server', BLUE, (row) => row.serverCores),
              series('store', PURPLE, (row) => row.storeCores),
              series('client', ORANGE, (row) => row.clientCores),
            ],
            { title: 'CPU', unit: 'cores', ...common },
          ),
          lineChart(
            [
              series('server', BLUE, (row) => row.serverRssBytes / 1e6),
              series('store', PURPLE, (row) => row.storeRssBytes / 1e6),
              series('client', ORANGE, (row) => row.clientRssBytes / 1e6),
            ],
            { title: 'Memory', unit: 'MB resident', ...common },
          ),
        ];
  const table = linesOf(record)
    .map(([label, value]) => `<tr><th>${escapeText(label)}</th><td>${escapeText(value)}</td></tr>`)
    .join('');
  const what =
    `${options.players} players in rooms of ${options.roomsOf}, ${options.mode} ${options.quiz}, ` +
    (options.urls.length > 0 ? options.urls.join(' ') : `${options.nodes} node(s), store ${options.store}`);
  const where = `${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, Redis ${machine.redis}, Linux ${machine.kernel}`;
  return (
    `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
    `<title>${escapeText(record.title)} ${escapeText(record.at)}</title><style>${STYLE}</style>` +
    `<h1>${escapeText(record.title)}</h1><p>${escapeText(what)}<br>${escapeText(record.at)} · ${escapeText(where)}</p>` +
    `<table>${table}</table><main>${charts.map((chart) => `<figure>${chart}</figure>`).join('')}</main></html>\n`
  );
}
