import { createTheme, type MantineColorsTuple } from '@mantine/core';

const petrol: MantineColorsTuple = [
  '#e8f5f6',
  '#d2e9eb',
  '#a5d4d8',
  '#76bfc5',
  '#4fabb3',
  '#32959e',
  '#1c828b',
  '#0f7780',
  '#086a73',
  '#04535b',
];

/** No font is shipped or fetched: the system's own, and on a bare Linux the narrow cut of DejaVu. */
const fontFamily =
  "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'Noto Sans', Ubuntu, Cantarell, Arial, 'DejaVu Sans Condensed', sans-serif";
const fontFamilyMonospace =
  "ui-monospace, SFMono-Regular, Menlo, Consolas, 'Noto Sans Mono', 'Liberation Mono', 'DejaVu Sans Mono', monospace";

/** Mantine’s greys of the dark scheme, with the hue of ours. */
const dark: MantineColorsTuple = [
  '#d6e0e3',
  '#bccace',
  '#8fa1a7',
  '#6b7e85',
  '#3d4d54',
  '#33424a',
  '#1f2b30',
  '#182226',
  '#131c1f',
  '#0e1518',
];

export const theme = createTheme({
  colors: { petrol, dark },
  primaryColor: 'petrol',
  // White text stands at 5.9:1 on shade 8, and at 5.1:1 on shade 7.
  primaryShade: { light: 8, dark: 7 },
  fontFamily,
  fontFamilyMonospace,
  headings: { fontFamily, fontWeight: '650' },
  defaultRadius: 'md',
  respectReducedMotion: true,
  cursorType: 'pointer',
});
