import './app/withoutEval.ts'
import './ui/fonts.css'
import './ui/tokens.css'
import './ui/base.css'

// Asked for only now, so that the line above holds for every schema the pages build.
void import('./app/start.tsx').then(({ start }) => start())
