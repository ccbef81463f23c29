import './photos.css'
import { useEffect, useState } from 'react'

/** A picture that is on this phone. */
export function Picture({ blob, alt }: { blob: Blob; alt: string }) {
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    const made = URL.createObjectURL(blob)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [blob])
  return url === undefined ? null : <img className="picture" src={url} alt={alt} />
}
