import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { CertificateView } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useTimeZone } from "../../app/site.ts";
import { certificatesQuery } from "../../app/work-api.ts";
import { dateText, pick } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { Quiet, TroubleNote, Waiting } from "../../parts/index.ts";
import { ExpiryMark } from "./contracts.tsx";
import { CertificateForm } from "./forms/certificate-form.tsx";

/** Papers that end: of equipment and of people, those that end first above. */
export function Certificates({ site, may }: { site: string; may: boolean }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const timeZone = useTimeZone();
  const [edited, setEdited] = useState<CertificateView["certificate"] | "new">();
  const { data, error, refetch } = useQuery(certificatesQuery(site));
  if (error && !data) return <TroubleNote error={error} again={() => void refetch()} />;
  if (!data) return <Waiting lines={6} />;
  return (
    <>
      {may && (
        <div className="mnt-bar">
          <Button onClick={() => setEdited("new")}>{t("keep.newCertificate")}</Button>
        </div>
      )}
      {data.certificates.length === 0 && <Quiet>{t("mnt.noCertificate")}</Quiet>}
      {data.certificates.length > 0 && (
        <div className="table-scroll">
          <table className="rows stacks">
            <thead>
              <tr>
                <th scope="col">{t("mnt.certificate")}</th>
                <th scope="col">{t("mnt.holder")}</th>
                <th scope="col">{t("mnt.number")}</th>
                <th scope="col">{t("mnt.ends")}</th>
                <th scope="col">{t("mnt.valid")}</th>
                {may && (
                  <th scope="col">
                    <span className="only-heard">{t("keep.change")}</span>
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {data.certificates.map(({ certificate, holderName, expiry }) => (
                <tr key={certificate.id}>
                  <td>
                    {pick(certificate.title, lang)}
                    {certificate.file && (
                      <a
                        className="link"
                        href={`/api/files/${certificate.file.id}`}
                        target="_blank"
                        rel="noreferrer"
                      >
                        {" "}
                        {certificate.file.name}
                      </a>
                    )}
                  </td>
                  <td>{pick(holderName, lang)}</td>
                  <td className="num">{certificate.number}</td>
                  <td className="num" data-name={t("mnt.ends")}>
                    {dateText(certificate.until, lang)}
                  </td>
                  <td>
                    <ExpiryMark expiry={expiry} />
                  </td>
                  {may && (
                    <td className="right">
                      <Button size="small" onClick={() => setEdited(certificate)}>
                        {t("keep.change")}
                      </Button>
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {edited && (
        <CertificateForm
          site={site}
          certificate={edited === "new" ? undefined : edited}
          today={new Intl.DateTimeFormat("en-CA", { timeZone }).format(new Date())}
          close={() => setEdited(undefined)}
        />
      )}
    </>
  );
}
