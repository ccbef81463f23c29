import { createHash } from 'node:crypto'

const script = `
const words = {
  connecting: ['连接数据库', 'Connecting to the database'],
  'creating-database': ['创建数据库', 'Creating the database'],
  migrating: ['准备数据表', 'Preparing the tables'],
  'loading-city': ['装载城市网格', 'Loading the city'],
  indexing: ['建立索引', 'Building the index'],
  'loading-incidents': ['装载案件', 'Loading incidents'],
  done: ['准备页面', 'Preparing the page'],
}
const show = (zh, en, progress) => {
  document.getElementById('zh').textContent = zh
  document.getElementById('en').textContent = en
  document.querySelector('progress').value = progress
}
const look = async () => {
  try {
    const answer = await fetch('/api/health')
    const health = await answer.json()
    const [zh, en] = words[health.step] ?? words.done
    show(health.status === 'ready' ? words.done[0] : zh, health.status === 'ready' ? words.done[1] : en, health.progress)
    if (health.status === 'ready') {
      const page = await fetch(location.href, { headers: { accept: 'text/html' } })
      if (!(await page.text()).includes('data-jingwei-start')) return location.reload()
    }
  } catch {
    show('等待服务', 'Waiting for the server', 0)
  }
  setTimeout(look, 700)
}
look()
`

/** Shown while the program starts. It needs nothing but this text. */
export const startPage = `<!doctype html>
<html lang="zh-CN" data-jingwei-start>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>经纬 Jingwei</title>
<style>
:root { color-scheme: light dark; font: 16px/1.5 "PingFang SC", "HarmonyOS Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", system-ui, sans-serif }
body { margin: 0; min-height: 100vh; display: grid; place-content: center; gap: 12px; padding: 24px }
h1 { font-size: 24px; font-weight: 600; margin: 0 }
p { margin: 0 } #en { opacity: .75; font-size: 14px } progress { width: min(320px, 80vw) }
</style>
</head>
<body>
<main>
<h1>经纬 Jingwei</h1>
<p id="zh" role="status">正在启动</p>
<p id="en" lang="en">Starting</p>
<progress max="1" value="0" aria-label="启动进度 progress of the start"></progress>
</main>
<script>${script}</script>
</body>
</html>
`

/** What the content security policy must let pass: this one script, by its hash. */
export const startPageScriptSource = `'sha256-${createHash('sha256').update(script).digest('base64')}'`
