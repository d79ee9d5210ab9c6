import { checkpointStateSchema, citySchema } from './city-schema.ts'
import { overlapSchema } from './overlap-rows.ts'
import { signInSchema } from './sign-in-rows.ts'

/** Parts of the big tables; Citus would spread them over machines by the same column. */
const partitions = 16
/** Every text is compared byte by byte, as the embedded store does. */
const text = 'text COLLATE "C"'

/** A table whose rows are spread over its partitions by their ward. */
function spread(table: string, columns: string): string {
  const parts = Array.from(
    { length: partitions },
    (_, part) => `CREATE TABLE ${table}_${String(part).padStart(2, '0')} PARTITION OF ${table}
      FOR VALUES WITH (MODULUS ${partitions}, REMAINDER ${part});`,
  )
  return `CREATE TABLE ${table}(${columns}) PARTITION BY HASH (ward);\n${parts.join('\n')}\n`
}

/**
 * What belongs to a ward. Every key begins with the ward. `ward_of` says the ward of what is asked for by its own id
 * alone. Rows that change with every push leave room on their page, so that no index changes with them.
 */
const wardSchema = `
CREATE TABLE ward(code ${text} PRIMARY KEY, name ${text} NOT NULL, pos bigint NOT NULL DEFAULT 0)
  WITH (fillfactor = 50);
CREATE TABLE ward_of(kind ${text}, id ${text}, ward ${text} NOT NULL REFERENCES ward(code), PRIMARY KEY(kind, id));
CREATE TABLE enrolment(ward ${text} REFERENCES ward(code), code_hash ${text}, expires_at ${text} NOT NULL,
  used_by ${text}, PRIMARY KEY(ward, code_hash));
CREATE TABLE device(ward ${text} REFERENCES ward(code), id ${text}, letters ${text} NOT NULL, spki ${text} NOT NULL,
  state ${text} NOT NULL, app_version ${text} NOT NULL, enrolled_at ${text} NOT NULL,
  PRIMARY KEY(ward, id), UNIQUE(ward, letters));
CREATE TABLE stream(ward ${text}, id ${text}, device ${text} NOT NULL, opening ${text} NOT NULL,
  head_seq bigint NOT NULL, head_hash ${text} NOT NULL, state ${text} NOT NULL, last_receipt ${text},
  PRIMARY KEY(ward, id), FOREIGN KEY(ward, device) REFERENCES device(ward, id)) WITH (fillfactor = 50);
CREATE UNIQUE INDEX one_open_stream ON stream(ward, device) WHERE state = 'open';
CREATE TABLE heartbeat(ward ${text}, device ${text}, at ${text} NOT NULL, heartbeat ${text} NOT NULL,
  PRIMARY KEY(ward, device)) WITH (fillfactor = 50);
CREATE TABLE write_mark(ward ${text}, writer ${text}, mark bigint NOT NULL, at timestamptz NOT NULL,
  PRIMARY KEY(ward, writer)) WITH (fillfactor = 50);
`

/**
 * The journal: a stream's lines refer to it without a foreign key, which would be looked up for each of them. No partial
 * index fits a question that is not meant for it: on an empty table the planner would take any.
 */
const journalSchema = `
${spread(
  'line',
  `ward ${text}, stream ${text}, seq bigint, hash ${text} NOT NULL, id ${text}, subject ${text}, line ${text} NOT NULL,
  received_at ${text} NOT NULL, status ${text} NOT NULL, problem ${text}, pos bigint, repeats bigint,
  PRIMARY KEY(ward, stream, seq)`,
)}
CREATE UNIQUE INDEX line_id ON line(ward, id) WHERE pos IS NOT NULL AND id IS NOT NULL;
CREATE INDEX line_subject ON line(ward, subject) WHERE pos IS NOT NULL AND subject IS NOT NULL;
CREATE INDEX line_parked ON line(ward, subject) WHERE status = 'parked';
${spread(
  'feed',
  `ward ${text}, pos bigint, kind ${text} NOT NULL, stream ${text} NOT NULL, seq bigint NOT NULL, at ${text} NOT NULL,
  status ${text} NOT NULL, problem ${text}, PRIMARY KEY(ward, pos)`,
)}
${spread('receipt', `ward ${text}, stream ${text}, head_seq bigint, receipt ${text} NOT NULL, PRIMARY KEY(ward, stream, head_seq)`)}
${spread(
  'subject',
  `ward ${text}, subject ${text}, version bigint NOT NULL, refused_top bigint NOT NULL, state ${text},
  earlier ${text} NOT NULL, PRIMARY KEY(ward, subject)`,
)}
${spread(
  'subject_key',
  `ward ${text}, subject ${text}, sha256 ${text}, recipient ${text} NOT NULL, sealed ${text} NOT NULL,
  PRIMARY KEY(ward, subject, sha256)`,
)}
`

/** Third step: daily counts, and each case's category, without which its results could not be counted. */
const rollupSchema = `
CREATE TABLE rollup(ward ${text} REFERENCES ward(code), day ${text}, category integer, result ${text},
  count bigint NOT NULL, PRIMARY KEY(ward, day, category, result)) WITH (fillfactor = 50);
CREATE INDEX rollup_by_day ON rollup(day);
${spread(
  'case_category',
  `ward ${text}, subject ${text}, category integer NOT NULL, PRIMARY KEY(ward, subject)`,
)}
CREATE INDEX line_quarantined ON line(received_at) WHERE status = 'quarantined';
`

/** Lines and audit rows can be neither changed nor deleted; only the verdict on a line may change. */
const appendOnlySchema = `
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN RAISE EXCEPTION '% is append-only', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER line_is_append_only BEFORE UPDATE OF ward, stream, seq, hash, id, subject, line, received_at, pos ON line
  FOR EACH ROW EXECUTE FUNCTION refuse_change('line');
CREATE TRIGGER line_is_kept BEFORE DELETE ON line FOR EACH ROW EXECUTE FUNCTION refuse_change('line');
CREATE TRIGGER line_is_not_emptied BEFORE TRUNCATE ON line EXECUTE FUNCTION refuse_change('line');
CREATE TRIGGER feed_is_append_only BEFORE UPDATE OR DELETE ON feed
  FOR EACH ROW EXECUTE FUNCTION refuse_change('feed');
CREATE TRIGGER feed_is_not_emptied BEFORE TRUNCATE ON feed EXECUTE FUNCTION refuse_change('feed');
CREATE TRIGGER audit_is_append_only BEFORE UPDATE OR DELETE ON audit
  FOR EACH ROW EXECUTE FUNCTION refuse_change('audit');
CREATE TRIGGER audit_is_not_emptied BEFORE TRUNCATE ON audit EXECUTE FUNCTION refuse_change('audit');
`

/** How the tables came to be, one step after the other. A step that was ever shipped is never changed. */
export const schemaSteps: readonly string[] = [
  wardSchema + journalSchema + citySchema(text) + appendOnlySchema,
  checkpointStateSchema(text),
  rollupSchema,
  overlapSchema(text),
  signInSchema(text),
]
