<?xml version="1.0" encoding="utf-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:atom="http://www.w3.org/2005/Atom" exclude-result-prefixes="atom">
  <xsl:output method="html" encoding="utf-8" doctype-system="about:legacy-compat"/>
  <xsl:template match="/atom:feed">
    <html lang="{{ ui }}" dir="{{ direction }}">
      <head>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <title><xsl:value-of select="atom:title"/></title>
        <link rel="stylesheet" href="{{ asset("css/page.css") }}"/>
        <script src="{{ asset("theme.js") }}"/>
        <script src="{{ asset("page.js") }}" defer="defer"/>
      </head>
      <body class="plain">
        <main id="main">
          <div class="guide">
            <h1><xsl:value-of select="atom:title"/></h1>
            <p>{{ _("This is a feed: put its address into a feed reader, and it shows what is new.") }}</p>
            <pre class="wrapped" dir="ltr"><code id="feed-address"><xsl:value-of select="atom:link[@rel='self']/@href"/></code></pre>
            <p><button class="copy scripted" type="button" data-copy="#feed-address" data-done="{{ _("Copied") }}">{{ _("Copy") }}</button>
              <xsl:text> </xsl:text><a><xsl:attribute name="href"><xsl:value-of select="atom:link[@rel='alternate']/@href"/></xsl:attribute>{{ _("To the search page") }}</a></p>
            <ul class="values__list">
              <xsl:for-each select="atom:entry">
                <li><a dir="auto"><xsl:attribute name="href"><xsl:value-of select="atom:link[@rel='alternate']/@href"/></xsl:attribute><xsl:value-of select="atom:title"/></a>
                  <span class="siblings__from"><xsl:value-of select="substring(atom:published, 1, 10)"/></span></li>
              </xsl:for-each>
            </ul>
          </div>
        </main>
      </body>
    </html>
  </xsl:template>
</xsl:stylesheet>
