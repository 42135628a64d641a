import type { Db } from "@smartcourse/platform/postgres";
import type { Actor } from "@smartcourse/platform/auth/sessions";

export type Cell = string | number | null;

/** A column of the table. `width`: its share of a page, where it is printed. */
export interface Column {
  readonly key: string;
  readonly title: string;
  readonly width: number;
  readonly align?: "right";
}

/** Bars or a line, each with a value for every label. */
export interface ChartSeries {
  readonly name: string;
  readonly shape: "bars" | "line";
  readonly values: readonly number[];
}

export interface Chart {
  readonly title: string;
  readonly labels: readonly string[];
  readonly series: readonly ChartSeries[];
}

/** What a report says, whatever it is written as. `name`: of its file. The rows come as they are read. */
export interface ReportContent {
  readonly name: string;
  readonly title: string;
  readonly subtitle: string;
  readonly figures: readonly { readonly label: string; readonly value: string }[];
  readonly chart: Chart;
  readonly columns: readonly Column[];
  readonly rows: () => AsyncIterable<readonly Cell[]>;
}

/** Who asked, and the moment that the report is of. */
export interface Asking {
  readonly db: Db;
  readonly owner: Pick<Actor, "id" | "role" | "sessionId">;
  readonly now: Date;
}
