/** The routes that answer without a key: health, and the files of the web app, which hold no data. */
const open: readonly RegExp[] = [
  /^\/health\/(live|ready)$/,
  /^\/$/,
  /^\/index\.html$/,
  /^\/favicon\.svg$/,
  /^\/assets\//,
];

export function isOpenRoute(url: string): boolean {
  return open.some((pattern) => pattern.test(url));
}
