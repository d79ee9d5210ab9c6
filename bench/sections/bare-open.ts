// The peer of `start`: the least a program can do that opens the same encrypted database and asks it something.
// Arguments: path and key (hex) of the database. The key is a test's own.
import SqliteDatabase from 'better-sqlite3'

const [path = '', key = ''] = process.argv.slice(2)
const database = new SqliteDatabase(path)
database.pragma(`key = "x'${key}'"`)
process.stdout.write(`${JSON.stringify(database.prepare('SELECT count(*) AS people FROM person').get())}\n`)
database.close()
