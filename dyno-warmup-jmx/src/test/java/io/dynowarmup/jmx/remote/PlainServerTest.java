// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx.remote;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Security;
import java.util.Collections;
import javax.security.auth.callback.CallbackHandler;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslException;
import javax.security.sasl.SaslServer;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Tests the server as the JDK finds it, by name. */
public class PlainServerTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Logins logins;

  @Before
  public void install() throws Exception {
    Path path = folder.getRoot().toPath().resolve("passwords");
    Files.write(path, "ada p\u00e4ss\n".getBytes(StandardCharsets.UTF_8));
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    logins = new Logins(new PasswordFile(path));
    Security.addProvider(new PlainProvider());
  }

  @After
  public void remove() {
    Security.removeProvider(PlainProvider.NAME);
  }

  private static SaslServer server(CallbackHandler handler) throws SaslException {
    return Sasl.createSaslServer(
        "PLAIN", "jmxmp", "127.0.0.1", Collections.<String, Object>emptyMap(), handler);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  public void whoGivesTheRightPasswordIsIn() throws Exception {
    SaslServer server = server(logins);
    assertNull(server.evaluateResponse(bytes("\0ada\0p\u00e4ss")));
    assertTrue(server.isComplete());
    assertEquals("ada", server.getAuthorizationID());
  }

  @Test
  public void whoeverElseIsNotAndTheAnswerDoesNotSayWhy() throws Exception {
    for (String wrong : new String[] {"\0ada\0pass", "\0bob\0p\u00e4ss", "\0ada\0", "\0\0"}) {
      SaslServer server = server(logins);
      SaslException e =
          assertThrows(SaslException.class, () -> server.evaluateResponse(bytes(wrong)));
      assertEquals("the user or the password is wrong", e.getMessage());
      assertFalse(server.isComplete());
    }
  }

  @Test
  public void malformedLoginsAndActingForAnotherUserAreRefused() throws Exception {
    for (String wrong : new String[] {"", "ada", "bob\0ada\0p\u00e4ss", "\0ada\0p\u00e4ss\0"}) {
      SaslServer server = server(logins);
      assertThrows(SaslException.class, () -> server.evaluateResponse(bytes(wrong)));
      assertFalse(server.isComplete());
    }
  }

  @Test
  public void thoseThatAreNotOursAreLeftToOthers() throws Exception {
    assertNotNull(server(logins));
    assertNull(server(callbacks -> {}));
  }
}
