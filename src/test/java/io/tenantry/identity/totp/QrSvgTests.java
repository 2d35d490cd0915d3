package io.tenantry.identity.totp;

import static org.assertj.core.api.Assertions.assertThat;

import io.nayuki.qrcodegen.QrCode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** Contract, {@code qr_svg}. */
class QrSvgTests {

    private static final String URI =
            "otpauth://totp/Acme:ada%40acme.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Acme";

    private static final Pattern RUN = Pattern.compile("M(\\d+),(\\d+)h(\\d+)v1h-\\3z");

    private final QrCode code = QrCode.encodeText(URI, QrCode.Ecc.MEDIUM);

    @Test
    void itDrawsEachDarkModuleAndNoOther() throws Exception {
        Element svg = parsed(QrSvg.of(URI));
        boolean[][] drawn = new boolean[code.size + 8][code.size + 8];
        Matcher runs = RUN.matcher(((Element) svg.getElementsByTagName("path").item(0)).getAttribute("d"));
        runs.results().forEach(run -> draw(run, drawn));

        for (int y = -4; y < code.size + 4; y++) {
            for (int x = -4; x < code.size + 4; x++) {
                assertThat(drawn[y + 4][x + 4]).isEqualTo(code.getModule(x, y));
            }
        }
    }

    private static void draw(MatchResult run, boolean[][] drawn) {
        int left = Integer.parseInt(run.group(1));
        for (int x = left; x < left + Integer.parseInt(run.group(3)); x++) {
            drawn[Integer.parseInt(run.group(2))][x] = true;
        }
    }

    @Test
    void itIsBlackOnWhiteWithAMarginAndNeedsNothingElse() throws Exception {
        Element svg = parsed(QrSvg.of(URI));

        assertThat(svg.getAttribute("viewBox")).isEqualTo("0 0 " + (code.size + 8) + " " + (code.size + 8));
        assertThat(svg.getAttribute("shape-rendering")).isEqualTo("crispEdges");
        assertThat(((Element) svg.getElementsByTagName("rect").item(0)).getAttribute("fill"))
                .isEqualTo("#fff");
        assertThat(((Element) svg.getElementsByTagName("path").item(0)).getAttribute("fill"))
                .isEqualTo("#000");
        assertThat(QrSvg.of(URI).replace("xmlns=\"http://www.w3.org/2000/svg\"", ""))
                .doesNotContain("http", "href", "url(", "<style", "<script", "<!");
    }

    private static Element parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
    }
}
