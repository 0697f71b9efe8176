/** Splits a meeting number as Zoom does: 3-4-4, 3-3-4 or 3-3-3. Numbers of other lengths stay whole. */
export function numberGroups(number: string): string[] {
  const shape = { 9: /^(\d{3})(\d{3})(\d{3})$/, 10: /^(\d{3})(\d{3})(\d{4})$/, 11: /^(\d{3})(\d{4})(\d{4})$/ }[
    number.length
  ];
  const groups = shape?.exec(number);
  return groups ? groups.slice(1) : [number];
}
