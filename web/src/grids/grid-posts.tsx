import { useCityWords } from '../city/city-words.ts'
import { NetMark } from '../city/net-mark.tsx'
import { useMessages, useMessagesBeside } from '../i18n/messages.ts'
import { Section } from '../ui/panel.tsx'
import type { GridDetail } from './grids.api.ts'

/** Who answers for a grid, lead first; a vacant post says who stands in. */
export function GridPosts({ posts }: { posts: GridDetail['posts'] }) {
  const t = useMessages('grids')
  const beside = useMessagesBeside('grids')
  const words = useCityWords()
  return (
    <Section title={t.posts} beside={beside.posts}>
      {posts.length === 0 ? (
        <p className="vacant">
          {t.vacant} · {t.vacantHint}
        </p>
      ) : (
        <ul className="posts">
          {posts.map(post => (
            <li key={post.id}>
              <span className="post-title" title={words.sayBeside(post.title)}>
                {words.say(post.title)}{' '}
                {post.net !== null && (
                  <span className="post-net">
                    <NetMark net={post.net} />
                  </span>
                )}
              </span>
              {post.person === null ? (
                <span className="vacant" title={t.vacantHint}>
                  {t.vacant}
                </span>
              ) : (
                <span className="post-name">{post.person.name}</span>
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
