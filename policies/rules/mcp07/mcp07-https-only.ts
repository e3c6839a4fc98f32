import { isList } from "../../../plan/values";
import { is, isNot, isOneOf, matches } from "../../framework/accepts";
import type { Accepts, Place } from "../../framework/place";
import type { Rule } from "../../framework/rule";

const onlyHttps: Accepts = (value) =>
  isList(value) &&
  value.length > 0 &&
  value.every((item) => typeof item === "string" && item.toLowerCase() === "https");

/** What each class must say. */
const DEMANDS: Readonly<Record<string, (place: Place) => void>> = {
  "azure-native:apimanagement:Api": (api) => {
    api.at("protocols").must(onlyHttps, "write [https]");
  },
  "azure-native:apimanagement:Backend": (backend) => {
    backend.at("url").must(matches(/^https:\/\//i), "write an https address");
    backend.at("tls.validateCertificateChain").must(isNot(false), "leave it out, or write true");
    backend.at("tls.validateCertificateName").must(isNot(false), "leave it out, or write true");
  },
  "azure-native:app:ContainerApp": (app) => {
    const ingress = app.at("configuration.ingress");
    if (ingress.isPresent() || ingress.hiddenAt !== undefined) {
      ingress.at("allowInsecure").must(is(false), "write false");
    }
  },
  "azure-native:storage:StorageAccount": (account) => {
    account.at("enableHttpsTrafficOnly").must(is(true), "write true");
    account.at("minimumTlsVersion").must(isOneOf("TLS1_2", "TLS1_3"), "write TLS1_2 or TLS1_3");
  },
  "azure-native:cdn:Route": (route) => {
    route.at("supportedProtocols").must(onlyHttps, "write [Https]");
    route.at("forwardingProtocol").must(is("HttpsOnly"), "write HttpsOnly");
  },
  "azure-native:cdn:AFDOrigin": (origin) => {
    origin.at("enforceCertificateNameCheck").must(isNot(false), "leave it out, or write true");
  },
};

export const rule: Rule = {
  name: "mcp07-https-only",
  control: "MCP07-5",
  title: "Everything speaks TLS, and checks the other side's certificate",
  why: "Whoever sits on the line reads tokens, or puts himself in the server's place.",
  severity: "high",
  remedy:
    "Allow https alone: Api protocols [https], ingress allowInsecure false, backend urls with https and certificate checks on, storage with enableHttpsTrafficOnly and TLS1_2.",
  resource: {
    types: Object.keys(DEMANDS),
    judge: (place) => DEMANDS[place.type]?.(place),
  },
};
