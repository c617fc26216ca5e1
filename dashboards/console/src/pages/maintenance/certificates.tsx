import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { certificatesQuery } from "../../app/work-api.ts";
import { pick } from "../../laws/index.ts";
import { Quiet, TroubleNote, Waiting } from "../../parts/index.ts";
import { ExpiryMark } from "./contracts.tsx";

/** Papers that end: of equipment and of people, those that end first above. */
export function Certificates({ site }: { site: string }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const { data, error, refetch } = useQuery(certificatesQuery(site));
  if (error && !data) return <TroubleNote error={error} again={() => void refetch()} />;
  if (!data) return <Waiting lines={6} />;
  if (data.certificates.length === 0) return <Quiet>{t("mnt.noCertificate")}</Quiet>;
  return (
    <div className="table-scroll">
      <table className="rows">
        <thead>
          <tr>
            <th scope="col">{t("mnt.certificates")}</th>
            <th scope="col">{t("mnt.holder")}</th>
            <th scope="col">{t("mnt.number")}</th>
            <th scope="col">{t("mnt.ends")}</th>
            <th scope="col">{t("mnt.valid")}</th>
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
              <td className="num">{certificate.until}</td>
              <td>
                <ExpiryMark expiry={expiry} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
