/** Reads of how far migrations are. */
import { type Migration, Migrations } from "../items/migrations.ts"
import { migrationKey } from "../keys/migrations.ts"
import { queryAll } from "../query.ts"

/** More than there will ever be. */
const MOST = 500

/** AP-360: how far each migration is, consistently. */
export async function listMigrations(): Promise<Migration[]> {
  return Migrations.readAll(await queryAll({ pk: migrationKey("").PK, limit: MOST, consistent: true }))
}
