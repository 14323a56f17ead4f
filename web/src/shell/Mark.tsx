/** The sign of Concord: two codes and the crossing between them. */
export function Mark({ size = 28 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" fill="#08717a" />
      <path d="M9 20C9 9 23 23 23 12" fill="none" stroke="#fff" strokeWidth="2.6" strokeLinecap="round" />
      <circle cx="9" cy="20.5" r="3.6" fill="#fff" />
      <circle cx="23" cy="11.5" r="3.6" fill="#fff" />
    </svg>
  );
}
