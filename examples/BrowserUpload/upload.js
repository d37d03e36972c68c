// The file goes from the browser to R2; the back end only hands out the URL.
'use strict';

const element = id => document.getElementById(id);

async function ask(path, parameters) {
  const answer = await fetch(`${path}?${new URLSearchParams(parameters)}`, { method: 'POST' });
  if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
  return answer.text();
}

// XMLHttpRequest rather than fetch: it tells how far it is.
function put(url, file, type) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', url);
    request.setRequestHeader('Content-Type', type);
    request.upload.onprogress = event => { element('progress').value = event.loaded / event.total; };
    request.onload = () => request.status === 200 ? resolve(request.getResponseHeader('ETag')) : reject(new Error(`R2 answered ${request.status}.`));
    request.onerror = () => reject(new Error('R2 cannot be reached, or its CORS rules do not allow this page.'));
    request.send(file);
  });
}

async function upload() {
  const file = element('file').files[0];
  if (!file) return;
  element('upload').disabled = true;
  try {
    const type = file.type || 'application/octet-stream';
    const [key, url] = (await ask('presign', { name: file.name, type, size: file.size })).split('\n');
    const tag = await put(url, file, type);
    await ask('done', { key });
    element('status').textContent = `Uploaded ${file.name}: ${file.size} bytes, ETag ${tag}`;
  } catch (error) {
    element('status').textContent = `Failed: ${error.message}`;
  } finally {
    element('upload').disabled = false;
  }
}

element('upload').addEventListener('click', upload);
