const number = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });

/** A figure as it is printed; a dash where there is none. */
export function figure(label: string, value: number | null, unit = ""): { label: string; value: string } {
  return { label, value: value === null ? "–" : `${number.format(value)}${unit}` };
}

/** A share of one as per cent. */
export function percentage(label: string, share: number | null): { label: string; value: string } {
  return figure(label, share === null ? null : share * 100, " %");
}

export const periodText = ({ from, to, time_zone }: { from: string; to: string; time_zone: string }) =>
  `${from} to ${to}, days of ${time_zone}`;
