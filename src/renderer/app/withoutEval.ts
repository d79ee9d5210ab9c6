import { config } from 'zod'

// Loaded before every schema: our content security policy forbids making functions out of text, which zod would try
// as it builds the first one, and the browser would report.
config({ jitless: true })
