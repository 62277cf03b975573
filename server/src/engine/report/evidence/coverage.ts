/** How well data stores are protected, in numbers. */
import { type Coverage, PROTECTIONS, type Protection, type StoreEvidence } from "./types";

/** How many of the stores have each protection. */
export function coverageOf(stores: readonly StoreEvidence[]): Coverage {
  const counts = PROTECTIONS.map((each) => [each, stores.filter((store) => store.protection === each).length]);
  return {
    ...(Object.fromEntries(counts) as Record<Protection, number>),
    waived: stores.filter(({ waived }) => waived).length,
  };
}

/** The stores of which a customer-managed key can be asked. */
export function demanded(coverage: Coverage): number {
  return coverage.cmk + coverage["aws-key"] + coverage.unencrypted + coverage.unverified;
}

/** All rows in one. */
export function total<R extends Coverage>(rows: readonly R[], name: string): Coverage & { readonly name: string } {
  const sum = (of: keyof Coverage): number => rows.reduce((before, row) => before + row[of], 0);
  return {
    name,
    cmk: sum("cmk"),
    "aws-key": sum("aws-key"),
    unencrypted: sum("unencrypted"),
    unverified: sum("unverified"),
    exempt: sum("exempt"),
    waived: sum("waived"),
  };
}
