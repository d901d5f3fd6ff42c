// Compiled against clients that two generators make of the OpenAPI document, and then run against the server: node client.js URL KEY ORGANIZATION CLUSTER.
import createClient from "openapi-fetch";
import type { components, paths } from "./first.js";
import { Api } from "./second.js";

declare const process: { argv: string[] };

const [url, key, organization, cluster] = process.argv.slice(2) as [string, string, string, string];
const headers = { "x-api-key": key };

// openapi-typescript and openapi-fetch.
const first = createClient<paths>({ baseUrl: url, headers });
const { data: report, error } = await first.GET("/api/organizations/{organization}/reports/{report}/json", { params: { path: { organization, report: "latest" }, query: { scope: "any" } } });
if (!report) {
  throw new Error(error.detail);
}

const open = (one: components["schemas"]["Report"]) => one.clusters.flatMap((of) => of.findings).filter((finding) => finding.status !== "pass").length;

// @ts-expect-error The schema has no such member: were the report not typed, this would compile, and this line be an error.
report.clusterz;
// @ts-expect-error Nor such a status.
report.clusters[0]!.findings[0]!.status === "passed";

type Responses = paths["/api/organizations/{organization}/reports/{report}/{format}"]["get"]["responses"];
const downloaded: Responses[200]["content"]["application/json"] = report;

const { data: list } = await first.GET("/api/organizations/{organization}/reports", { params: { path: { organization }, query: { limit: 1 } } });
const entry: components["schemas"]["ReportEntry"] = list!.reports[0]!;

const refused = await first.GET("/api/organizations/{organization}/reports", { params: { path: { organization }, query: { limit: 0 } } });
const problem: components["schemas"]["Problem"] = refused.error!;

const audited = await first.POST("/api/organizations/{organization}/clusters/{cluster}/report", { params: { path: { organization, cluster } } });
const now = audited.data as components["schemas"]["Report"];

const known = await first.HEAD("/api/organizations/{organization}/reports/{report}/json", { params: { path: { organization, report: entry.id } } });

// swagger-typescript-api.
const second = new Api({ baseUrl: url, baseApiParams: { headers } });
const same = (await second.api.getReport(organization, "latest", { scope: "any" })).data;
// @ts-expect-error As above.
same.clusterz;

console.log(JSON.stringify({
  clusters: report.clusters.length, open: open(report), verdict: downloaded.verdict, files: entry.files.length, problem: problem.status, now: now.clusters.length,
  tag: known.response.headers.get("ETag"), second: same.clusters.length,
}));
