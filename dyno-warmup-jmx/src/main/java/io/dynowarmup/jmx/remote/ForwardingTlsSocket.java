// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx.remote;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import javax.net.ssl.HandshakeCompletedListener;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/** Forwards to another socket every method that the connector uses. */
abstract class ForwardingTlsSocket extends SSLSocket {
  private final SSLSocket to;

  ForwardingTlsSocket(SSLSocket to) {
    this.to = to;
  }

  @Override
  public SSLSession getSession() {
    return to.getSession();
  }

  @Override
  public SSLSession getHandshakeSession() {
    return to.getHandshakeSession();
  }

  @Override
  public void startHandshake() throws IOException {
    to.startHandshake();
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return to.getInputStream();
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return to.getOutputStream();
  }

  @Override
  public void close() throws IOException {
    to.close();
  }

  @Override
  public boolean isClosed() {
    return to.isClosed();
  }

  @Override
  public boolean isConnected() {
    return to.isConnected();
  }

  @Override
  public boolean isBound() {
    return to.isBound();
  }

  @Override
  public InetAddress getInetAddress() {
    return to.getInetAddress();
  }

  @Override
  public InetAddress getLocalAddress() {
    return to.getLocalAddress();
  }

  @Override
  public int getPort() {
    return to.getPort();
  }

  @Override
  public int getLocalPort() {
    return to.getLocalPort();
  }

  @Override
  public SocketAddress getRemoteSocketAddress() {
    return to.getRemoteSocketAddress();
  }

  @Override
  public SocketAddress getLocalSocketAddress() {
    return to.getLocalSocketAddress();
  }

  @Override
  public void setSoTimeout(int millis) throws SocketException {
    to.setSoTimeout(millis);
  }

  @Override
  public int getSoTimeout() throws SocketException {
    return to.getSoTimeout();
  }

  @Override
  public void setTcpNoDelay(boolean on) throws SocketException {
    to.setTcpNoDelay(on);
  }

  @Override
  public void setKeepAlive(boolean on) throws SocketException {
    to.setKeepAlive(on);
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return to.getSupportedCipherSuites();
  }

  @Override
  public String[] getEnabledCipherSuites() {
    return to.getEnabledCipherSuites();
  }

  @Override
  public void setEnabledCipherSuites(String[] suites) {
    to.setEnabledCipherSuites(suites);
  }

  @Override
  public String[] getSupportedProtocols() {
    return to.getSupportedProtocols();
  }

  @Override
  public String[] getEnabledProtocols() {
    return to.getEnabledProtocols();
  }

  @Override
  public void setEnabledProtocols(String[] protocols) {
    to.setEnabledProtocols(protocols);
  }

  @Override
  public SSLParameters getSSLParameters() {
    return to.getSSLParameters();
  }

  @Override
  public void setSSLParameters(SSLParameters parameters) {
    to.setSSLParameters(parameters);
  }

  @Override
  public void addHandshakeCompletedListener(HandshakeCompletedListener listener) {
    to.addHandshakeCompletedListener(listener);
  }

  @Override
  public void removeHandshakeCompletedListener(HandshakeCompletedListener listener) {
    to.removeHandshakeCompletedListener(listener);
  }

  @Override
  public void setUseClientMode(boolean mode) {
    to.setUseClientMode(mode);
  }

  @Override
  public boolean getUseClientMode() {
    return to.getUseClientMode();
  }

  @Override
  public void setNeedClientAuth(boolean need) {
    to.setNeedClientAuth(need);
  }

  @Override
  public boolean getNeedClientAuth() {
    return to.getNeedClientAuth();
  }

  @Override
  public void setWantClientAuth(boolean want) {
    to.setWantClientAuth(want);
  }

  @Override
  public boolean getWantClientAuth() {
    return to.getWantClientAuth();
  }

  @Override
  public void setEnableSessionCreation(boolean flag) {
    to.setEnableSessionCreation(flag);
  }

  @Override
  public boolean getEnableSessionCreation() {
    return to.getEnableSessionCreation();
  }

  @Override
  public String toString() {
    return to.toString();
  }
}
