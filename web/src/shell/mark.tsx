/** The sign of the product: one grid among meridians and parallels. */
export function Mark({ size = 40 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" className="mark">
      <rect width="32" height="32" rx="7" fill="#134e5e" />
      <path
        d="M11 5v22M21 5v22M5 11h22M5 21h22"
        stroke="#f3f2ee"
        strokeWidth="2"
        strokeLinecap="round"
        opacity=".55"
      />
      <rect x="11" y="11" width="10" height="10" fill="#f0b429" />
    </svg>
  )
}
