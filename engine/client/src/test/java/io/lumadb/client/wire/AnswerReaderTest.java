package io.lumadb.client.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.client.ClientException;
import io.lumadb.document.error.ErrorCode;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerReaderTest {

    private final AnswerReader reader = new AnswerReader("127.0.0.1:1");
    private final EmbeddedChannel channel = new EmbeddedChannel(reader);
    private final List<String> answers = new ArrayList<>();

    private final WireAnswer taker = new WireAnswer() {
        @Override
        public void answered(int status, byte[] body) {
            answers.add(status + " " + new String(body, StandardCharsets.UTF_8));
        }

        @Override
        public void failed(ClientException reason) {
            answers.add(reason.code().name());
        }
    };

    private void arrive(String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    }

    @Test
    void takesAnswersInAnyPieces() {
        String whole = "HTTP/1.1 404 Not Found\r\nDate: x\r\nContent-Length: 5\r\nContent-Type: a\r\n\r\nhello";
        for (int cut = 1; cut < whole.length(); cut++) {
            answers.clear();
            reader.expect(taker, 0);

            arrive(whole.substring(0, cut));
            assertThat(answers).isEmpty();
            arrive(whole.substring(cut));

            assertThat(answers).containsExactly("404 hello");
        }
    }

    @Test
    void doesNotKeepTheBodiesOfSuccesses() {
        reader.expect(taker, 0);

        arrive("HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nabc");

        assertThat(answers).containsExactly("200 ");
    }

    @Test
    void takesAnswersWithoutABody() {
        reader.expect(taker, 0);
        arrive("HTTP/1.1 204 No Content\r\n\r\n");
        reader.expect(taker, 0);
        arrive("HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n");

        assertThat(answers).containsExactly("204 ", "201 ");
    }

    @Test
    void takesChunks() {
        String whole =
                "HTTP/1.1 500 X\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b\r\nabc\r\nA\r\n0123456789\r\n0\r\nT: x\r\n\r\n";
        for (int cut = 1; cut < whole.length(); cut++) {
            answers.clear();
            reader.expect(taker, 0);
            arrive(whole.substring(0, cut));
            arrive(whole.substring(cut));
            assertThat(answers).as("cut at %d", cut).containsExactly("500 abc0123456789");
        }
    }

    @Test
    void failsWhatWaitsWhenTheConnectionIsLost() {
        reader.expect(taker, 0);
        arrive("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab");

        channel.close();

        assertThat(answers).containsExactly(ErrorCode.UNAVAILABLE.name());
    }

    @Test
    void closesBehindAnAnswerThatSaysSo() {
        reader.expect(taker, 0);

        arrive("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\na");

        assertThat(answers).containsExactly("200 ");
        assertThat(channel.isActive()).isFalse();
    }
}
