/** Finds in a bundle whatever could reach the network, run a text as code, or load code that is not in the bundle. */
import ts from "typescript";

/** Names of the global scope by which a script gets out, or makes code of text. */
const GLOBALS = new Set([
  "eval",
  "EventSource",
  "fetch",
  "Function",
  "importScripts",
  "RTCPeerConnection",
  "SharedWorker",
  "WebSocket",
  "WebTransport",
  "Worker",
  "XMLHttpRequest",
]);

/** Members by which it does, whatever they are members of. */
const MEMBERS = new Set(["dlopen", "sendBeacon"]);

/** Names of the global object. */
const GLOBAL_OBJECTS = new Set(["global", "globalThis", "self", "window"]);

/** @returns each danger once, sorted: a name, `require(…)` or `import(…)` of what is no literal, a member as `.name` */
export function dangersIn(text: string): string[] {
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && isReference(node) && GLOBALS.has(node.text)) note(node, found);
    const member = memberOf(node);
    if (member && isDangerous(member)) found.add(`.${member.name}`);
    if (ts.isCallExpression(node)) {
      const [argument] = node.arguments;
      const isLiteral = argument !== undefined && ts.isStringLiteralLike(argument);
      if (node.expression.kind === ts.SyntaxKind.ImportKeyword && !isLiteral) found.add("import(…)");
      if (ts.isIdentifier(node.expression) && node.expression.text === "require" && !isLiteral) found.add("require(…)");
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("bundle.js", text, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS));
  return [...found].sort();
}

interface Member {
  readonly object: ts.Expression;
  readonly name: string;
}

/** `object.name` or `object["name"]`. */
function memberOf(node: ts.Node): Member | undefined {
  if (ts.isPropertyAccessExpression(node)) return { object: node.expression, name: node.name.text };
  if (!ts.isElementAccessExpression(node) || !ts.isStringLiteralLike(node.argumentExpression)) return undefined;
  return { object: node.expression, name: node.argumentExpression.text };
}

function isDangerous({ object, name }: Member): boolean {
  const ofGlobal = ts.isIdentifier(object) && GLOBAL_OBJECTS.has(object.text);
  return MEMBERS.has(name) || (ofGlobal && GLOBALS.has(name));
}

/** `x instanceof Function` and `typeof Function` make no code. */
function note(node: ts.Identifier, found: Set<string>): void {
  const { parent } = node;
  const isAsked =
    ts.isTypeOfExpression(parent) ||
    (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword);
  if (!isAsked) found.add(node.text);
}

/** Whether the name stands for a value, rather than being that of a member, a parameter or a label. */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isMethodDeclaration(parent) || ts.isPropertyDeclaration(parent) || ts.isAccessor(parent))
    return parent.name !== node;
  return true;
}
