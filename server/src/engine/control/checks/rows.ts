/** What checks that judge rows of the catalogue have in common. */
import type { ResourceView } from "../../terraform";
import { type CatalogueCheck, catalogue, rowsOf } from "../catalogue";
import { judgeRow } from "../row";
import type { CheckContext, Judgement } from "../types";

/** The resource types of which some row belongs to the check. */
export function typesOf(check: CatalogueCheck): readonly string[] {
  return [...new Set(catalogue.filter((row) => row.check === check).map((row) => row.type))];
}

/** The judgements by every row of the resource's type that belongs to the check. */
export function judgeRowsOf(
  check: CatalogueCheck,
  resource: ResourceView,
  context: CheckContext,
): readonly Judgement[] {
  return rowsOf(resource.resource.declaration.type)
    .filter((row) => row.check === check)
    .flatMap((row) => judgeRow(row, resource, context));
}
