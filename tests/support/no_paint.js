// A WebGL that takes every order and paints nothing. Without a graphics card the processor paints a map for six seconds;
// a test that looks at what stands around the map does not wait for that.
(() => {
  const real = HTMLCanvasElement.prototype.getContext;
  const theirs = WebGL2RenderingContext.prototype;
  const {COMPILE_STATUS, LINK_STATUS, FRAMEBUFFER_COMPLETE, INVALID_INDEX, VERSION, SHADING_LANGUAGE_VERSION} =
    WebGL2RenderingContext;
  const words = {[VERSION]: 'WebGL 2.0', [SHADING_LANGUAGE_VERSION]: 'WebGL GLSL ES 3.00'};
  const answers = {
    getParameter: name => words[name] ?? 4096,
    getExtension: () => null,
    getSupportedExtensions: () => [],
    getError: () => 0,
    isContextLost: () => false,
    checkFramebufferStatus: () => FRAMEBUFFER_COMPLETE,
    getShaderParameter: () => true,
    getProgramParameter: (_, name) => (name === COMPILE_STATUS || name === LINK_STATUS ? true : 0), // no variables
    getShaderInfoLog: () => '',
    getProgramInfoLog: () => '',
    getAttribLocation: () => -1,
    getUniformBlockIndex: () => INVALID_INDEX,
  };
  const silent = canvas => new Proxy({}, {
    get(held, name) {
      if (name === 'canvas') return canvas;
      if (name === 'drawingBufferWidth') return canvas.width;
      if (name === 'drawingBufferHeight') return canvas.height;
      if (name in held) return held[name];
      if (name in answers) return answers[name];
      if (name in WebGL2RenderingContext) return WebGL2RenderingContext[name];
      return name in theirs ? () => (/^(create|get|fence)/.test(name) ? {} : undefined) : undefined;
    },
    getPrototypeOf: () => theirs,
  });
  HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
    if (!kind.startsWith('webgl')) return real.call(this, kind, ...more);
    return (this.silentContext ??= silent(this));
  };
})();
