/** The addresses of the web app's own pages: each is answered with its one file, which then shows the page. */
export const pages = ['/records', '/records/:id', '/inbox'] as const;

/** The routes that answer without a key: health, and the files of the web app, which hold no data. */
const open: readonly RegExp[] = [
  /^\/health\/(live|ready)$/,
  /^\/$/,
  /^\/index\.html$/,
  /^\/favicon\.svg$/,
  /^\/assets\//,
];

export function isOpenRoute(url: string): boolean {
  return open.some((pattern) => pattern.test(url)) || pages.some((page) => page === url);
}
